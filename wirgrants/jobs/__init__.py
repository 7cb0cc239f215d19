"""What runs outside a request: mail, reading copies, reminders and exports."""
