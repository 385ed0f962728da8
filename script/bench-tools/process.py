#!/usr/bin/env python3
"""What a process and all its descendants use.

usage: process.py cpu PID       nanoseconds of CPU time
       process.py memory PID    "RSS PSS" in KiB
       process.py sockets PID   how many are open
"""
import glob, os, sys


def tree(pid):
    found = [pid]
    for parent in found:
        for children in glob.glob(f'/proc/{parent}/task/*/children'):
            found += [int(child) for child in open(children).read().split()]
    return found


def cpu(pid):
    return sum(int(open(f).read().split()[0]) for f in glob.glob(f'/proc/{pid}/task/*/schedstat'))


def memory(pid, name):
    return sum(int(line.split()[1]) for line in open(f'/proc/{pid}/smaps_rollup') if line.startswith(name + ':'))


def sockets(pid):
    return sum(os.readlink(f).startswith('socket:') for f in glob.glob(f'/proc/{pid}/fd/*'))


pids = tree(int(sys.argv[2]))
if sys.argv[1] == 'cpu':
    print(sum(cpu(pid) for pid in pids))
elif sys.argv[1] == 'sockets':
    print(sum(sockets(pid) for pid in pids))
else:
    print(sum(memory(pid, 'Rss') for pid in pids), sum(memory(pid, 'Pss') for pid in pids))
