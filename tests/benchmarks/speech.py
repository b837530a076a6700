"""The whole speech stage, from an article to a tagged recording: time and memory against its parts.

    python tests/benchmarks/speech.py [SOURCE] [--voice sv-elsa] [--patience 60]

See speech_stage.py. This file is loaded again by every worker process, as `publish` is, so it loads nothing.
"""

if __name__ == "__main__":
    import speech_stage

    speech_stage.main()
