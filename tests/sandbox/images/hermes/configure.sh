# Runs inside the new root of the stand-in Hermes image.
set -e
useradd --uid 10000 --home-dir /opt/data --no-create-home --shell /bin/bash hermes
install -d -o hermes -g hermes /opt/data
python3 -m compileall -q -s / /opt/hermes/standin
# Weight that a stand-in never touches: each host gets a copy of what is left.
rm -rf /usr/share/zoneinfo /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info /var/cache/debconf /var/lib/dpkg/info
rm -rf /usr/lib/python3.11/{ensurepip,idlelib,lib2to3,pydoc_data,turtledemo,unittest,distutils}
rm -rf /usr/bin/*perl* /usr/share/perl* /usr/lib/x86_64-linux-gnu/{perl,perl-base,gconv} /usr/lib/x86_64-linux-gnu/libperl.so*
