"""A stand-in for Tencent's iLink server: QR login and bot messaging, with faults on cue.

Protocol: the facts the project keeps about iLink (QR login, messaging). What it promises and how to steer it: ../README.md
"""
