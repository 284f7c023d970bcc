"""Events of many reports to incidents: blocking, explained pair scores, groups, low/best/high, decisions that can be
undone.
"""

from marsad.reconcile.linker import Change, Linker, load_linker, reconcile_events

__all__ = ["Change", "Linker", "load_linker", "reconcile_events"]
