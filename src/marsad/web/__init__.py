"""The analyst's workplace in the browser, and the HTTP interface; no logic that the command line lacks."""
