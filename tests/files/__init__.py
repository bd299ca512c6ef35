"""Tests of `sync.files`."""
