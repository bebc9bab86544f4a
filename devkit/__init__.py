"""What ./dev runs: set-up, demo, tests and benchmarks. Standard library only, so that it runs before any set-up."""
