"""Every page that each role is shown, and every form on it, pressed on a copy of the demo."""
