"""The data folder: master key file, journal, database; the adapters behind the storage ports."""
