#pragma once

#include <QStringList>

namespace hermes::prefab {

/// What the host's side of the prefab tier does. `dataRoot` may begin with "~/".
enum class Verb {
    List, ///< every unit: see parseUnits()
    Create, ///< id name size port restart stop-seconds memory pids cpu-percent hermes SOURCE:TARGET…; stdin: record,
            ///< script
    Start, ///< id
    Stop, ///< id seconds
    Remove, ///< id force(0|1)
    Pause, ///< id
    Unpause, ///< id
    Rename, ///< id name
    Wait, ///< id; prints the exit code
    Logs, ///< id follow(0|1) lines since timestamps(0|1)
    Run, ///< id must-run(0|1) argv…: in the unit's own closed room, stdin and stdout passed through
    Stream, ///< the same; after its stdout come its stderr, the length of that (8 digits) and its exit code (3)
    Probe, ///< hermes; prints what a host must have, as name=value lines
};

/// POSIX sh for systemd's user manager, as argv for ssh::Connection. Its exit codes: see ScriptExit.
[[nodiscard]] QStringList script(Verb verb, const QString &dataRoot, const QStringList &arguments = {});

enum ScriptExit {
    exitNoHermes = 43,
    exitNotThere = 44,
    exitConflict = 45,
    exitAlreadySo = 46,
    exitCutShort = 47,
    exitNoRoom = 226, ///< systemd's own EXIT_NAMESPACE: the closed room could not be made
};

/// systemd expands `$NAME` and `${NAME}` in the words of a command; this makes them arrive as they are.
[[nodiscard]] QStringList escapedForSystemd(QStringList argv);

} // namespace hermes::prefab
