"""The client kit with the vendors' own clients, a real station, and someone in between."""
