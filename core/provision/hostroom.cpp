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
        // POSIX: device, size, used, free, share, directory
        else if (words.size() >= 6 && words.at(4).endsWith('%')
            && (room.diskBytes == 0 || number(3) < room.diskFreeBytes)) {
            room.diskBytes = number(1);
            room.diskFreeBytes = number(3);
        }
    }
    return room;
}

Result<HostRoom> measureRoom(ssh::Connection &connection, const QStringList &directories, const Call &call)
{
    QStringList command{u"sh"_s, u"-c"_s,
        u"export LC_ALL=C; grep -E '^Mem(Total|Available):' /proc/meminfo; for d; do "
        "until [ -d \"$d\" ]; do p=$(dirname -- \"$d\"); [ \"$p\" != \"$d\" ] || break; d=$p; done; "
        "df -Pk -- \"$d\"; done"_s,
        u"hermes-room"_s};
    for (const QString &directory : directories)
        if (!directory.isEmpty()) // commands begin at home
            command.append(directory.startsWith("~/"_L1) ? directory.mid(2) : directory);
    HERMES_ASSIGN(const ssh::ExecResult printed, connection.exec(command, {}, call));
    return readRoom(printed.out);
}

} // namespace hermes
