"""Between the stages and the story: what a run works with, what it depends on, and what it leaves behind."""
