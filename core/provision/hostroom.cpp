#include "hostroom.h"

namespace hermes {

using namespace Qt::StringLiterals;

HostRoom readRoom(const QByteArray &printed)
{
    constexpr qint64 kibibyte = 1024;
    HostRoom room;
    for (const QByteArray &line : printed.split('\n')) {
        const auto words = line.simplified().split(' ');
        const auto number = [&](qsizetype at) { return words.value(at).toLongLong() * kibibyte; };
        if (words.first() == "MemTotal:")
            room.memoryBytes = number(1);
        else if (words.first() == "MemAvailable:")
            room.memoryFreeBytes = number(1);
        else if (words.size() >= 6 && words.at(4).endsWith('%')) { // POSIX: device, size, used, free, share, directory
            room.diskBytes = number(1);
            room.diskFreeBytes = number(3);
        }
    }
    return room;
}

Result<HostRoom> measureRoom(ssh::Connection &connection, const QString &dataRoot, const Call &call)
{
    const QString root = dataRoot.startsWith("~/"_L1) ? dataRoot.mid(2) : dataRoot; // commands begin at home
    HERMES_ASSIGN(const ssh::ExecResult printed,
        connection.exec(
            {u"sh"_s, u"-c"_s,
                u"export LC_ALL=C; grep -E '^Mem(Total|Available):' /proc/meminfo; d=$1; "
                "until [ -d \"$d\" ]; do p=$(dirname -- \"$d\"); [ \"$p\" != \"$d\" ] || break; d=$p; done; "
                "df -Pk -- \"$d\""_s,
                u"hermes-room"_s, root},
            {}, call));
    return readRoom(printed.out);
}

} // namespace hermes
