#include "backupwords.h"
#include "fleetbackend.h"

// A tenant's backups: listed, made, and restored from.

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::desktop {

namespace {

constexpr int kept = 7; // as `backup` without --keep
constexpr auto oneHome = 3'600s; // a large home is read, compressed and compared

JobFacts jobOn(const QString &kind, const QString &tenant, const QString &target)
{
    JobFacts job;
    job.kind = kind;
    job.target = target;
    JobPart part;
    part.tenant = tenant;
    job.parts = {part};
    return job;
}

} // namespace

Backend::Answer<QList<BackupRow>> FleetBackend::backups(const QString &name)
{
    return onFleet<QList<BackupRow>>(*m_slow, [this, name](Fleet &fleet) -> Result<QList<BackupRow>> {
        HERMES_ASSIGN(const auto files, fleet.backups(name, Call::in(20s, m_stop.token())));
        QList<BackupRow> rows;
        for (const auto &file : files) {
            BackupRow row = backupOf(file.file);
            row.bytes = file.bytes;
            if (row.atMs == 0)
                row.atMs = file.madeMs;
            rows.append(row);
        }
        return rows;
    });
}

void FleetBackend::runOn(const QString &id, const QString &tenant,
    const std::function<Status(Fleet &, const Progress &, const Call &)> &work)
{
    m_board.setPart(id, tenant, u"RUNNING"_s);
    runJob(id, [this, id, tenant, work](Fleet &fleet) {
        Status done = work(fleet, stepsOf(id, tenant), Call::in(oneHome, m_stop.token()));
        const std::optional<Error> error = done ? std::nullopt : std::optional(done.error());
        tell([this, id, tenant, error] { m_board.setPart(id, tenant, error ? u"FAILED"_s : u"DONE"_s, 0, error); });
        return done;
    });
}

QString FleetBackend::backUp(const QString &name)
{
    QString id = m_board.begin(jobOn(u"BACKUP"_s, name, {}));
    runOn(id, name, [this, id, name](Fleet &fleet, const Progress &progress, const Call &call) -> Status {
        HERMES_ASSIGN(const auto made, fleet.backUp(name, kept, progress, call));
        tell([this, id, name, made] { m_board.setBackup(id, name, made.bytes, made.frozenMs); });
        return {};
    });
    return id;
}

Backend::Answer<ActPlan> FleetBackend::restorePlan(const QString &name, const QString &file)
{
    return onFleet<ActPlan>(*m_slow, [this, name, file](Fleet &fleet) -> Result<ActPlan> {
        const Call call = Call::in(20s, m_stop.token());
        HERMES_ASSIGN(const auto steps, fleet.planRestore(name, file, call));
        return actPlan(fleet, name, steps, call);
    });
}

QString FleetBackend::restore(const QString &name, const QString &file)
{
    QString id = m_board.begin(jobOn(u"RESTORE"_s, name, file));
    runOn(id, name, [name, file](Fleet &fleet, const Progress &progress, const Call &call) -> Status {
        HERMES_TRY(fleet.restore(name, file, true, progress, call));
        return {};
    });
    return id;
}

} // namespace hermes::desktop
