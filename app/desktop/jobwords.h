#pragma once

#include "jobrecords.h"
#include "jobrows.h"
#include "words.h"

// Jobs in words. Pure.

namespace hermes::desktop {

/// "Upgrade", "Roll back", "Back up", "Restore".
[[nodiscard]] QString jobVerb(const QString &kind);
/// What it is done to: "lin-jia to hermes-agent:0.14.0", "12 tenants to …".
[[nodiscard]] QString jobTarget(const JobFacts &job);
/// "Upgrade to hermes-agent:0.14.0", for one of its tenants.
[[nodiscard]] QString jobTitle(const JobFacts &job, const QString &tenant);
[[nodiscard]] Look jobLook(const QString &state);
[[nodiscard]] bool isOver(const JobFacts &job);
[[nodiscard]] JobRecord jobRecord(const JobFacts &job, qint64 nowMs);
/// By wave; those that are left come last.
[[nodiscard]] QList<JobPartRecord> partRecords(const JobFacts &job, qint64 nowMs);
/// What is done to a tenant just now: core's step in words, with its own note.
[[nodiscard]] QString stepWords(const QString &step, const QString &note);
/// Tenants of a job in one of these states.
[[nodiscard]] QStringList tenantsIn(const JobFacts &job, const QStringList &states);

} // namespace hermes::desktop
