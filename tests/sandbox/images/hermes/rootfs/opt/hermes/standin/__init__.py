"""Behaves on the outside as Hermes Agent 0.13.0 does, for the tests of Hermes Admin; the agent itself is an echo."""

VERSION = "0.13.0"
RELEASE_DATE = "2026.5.7"
CONFIG_VERSION = 23
