"""What breaks below the server: disk, power, clock, processes, files."""
