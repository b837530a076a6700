"""Speech: an article as segments with readings, voices, engines, and the clips they make."""
