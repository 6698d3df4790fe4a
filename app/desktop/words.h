#pragma once

#include <QString>

namespace hermes::desktop {

/// How a state is drawn: its word, its colour role (accent, success, warning, danger, muted), whether its mark is a
/// ring (moving or not known) rather than a dot, and whether the pill is filled (a person should look).
struct Look {
    QString name;
    QString tone;
    bool ring = false;
    bool filled = false;
};

/// `phase` is a code as READY or BIND_WAIT; an unknown code is shown as it is.
[[nodiscard]] Look phaseLook(const QString &phase);
/// What needs a person first; the default order of the table.
[[nodiscard]] int phaseRank(const QString &phase);
/// The host's state as HostRow::state has it.
[[nodiscard]] Look hostLook(const QString &state);
/// What `fsck --json` calls a kind of leak.
[[nodiscard]] Look leakLook(const QString &kind);
/// A reason code (core/model/reasoncodes.h) in two or three words, for the table ("port taken"); a code of a newer core
/// is spelt out in lower case.
[[nodiscard]] QString reasonWords(const QString &reason);
[[nodiscard]] QString paymentWords(const QString &payment);
[[nodiscard]] QString conditionWords(const QString &condition);
[[nodiscard]] QString tierWords(const QString &tier);

} // namespace hermes::desktop
