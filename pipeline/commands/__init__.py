"""One file per subcommand. A command turns flags into settings, calls the house, and prints; it decides nothing else."""
