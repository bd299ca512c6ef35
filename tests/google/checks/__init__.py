"""Whether the emulator keeps to the recorded API and to the discovery document."""
