"""Tests of `sync.terminal`."""
