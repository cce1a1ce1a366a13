"""Mean vectors of languages, made from sentences of our own that say the same in each: see `make.py`."""
