"""The local ECS hosts that run.sh and the tests share. Entry point: ../sandbox"""
