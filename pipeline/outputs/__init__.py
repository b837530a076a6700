"""Filled in by the room itself."""
