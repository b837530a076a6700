"""Translation engines behind one protocol (base.py): argos, firefox, ct2, libretranslate, and a toy for tests."""
