# Runs inside the new root of the stand-in Hermes image.
set -e
useradd --uid 10000 --home-dir /opt/data --no-create-home --shell /bin/bash hermes
install -d -o hermes -g hermes /opt/data
python3 -m compileall -q -s / /opt/hermes/standin
# Weight that a stand-in never touches.
rm -rf /usr/lib/python3/dist-packages/lsb_release.py /usr/share/zoneinfo /usr/lib/x86_64-linux-gnu/gconv \
    /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info /var/cache/debconf /var/lib/dpkg/info
rm -rf /usr/lib/python3.11/{ensurepip,idlelib,lib2to3,pydoc_data,turtledemo,unittest,distutils}
