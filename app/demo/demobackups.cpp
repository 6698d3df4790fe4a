#include "backupwords.h"
#include "demobackend.h"
#include "demoready.h"

#include <QDateTime>

// Backups of the invented fleet.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 megabyte = 1024 * 1024;

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

BackupRow madeAt(qint64 atMs, qint64 bytes)
{
    BackupRow backup
        = backupOf(QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC).toString(u"'backup-'yyyyMMdd'T'HHmmss'Z.tar.gz'"_s));
    backup.bytes = bytes;
    return backup;
}

} // namespace

QList<BackupRow> DemoFleet::backupsOf(const TenantRow &row, qint64 nowMs)
{
    QList<BackupRow> backups;
    if (row.weixinUser.isEmpty())
        return backups;
    const qint64 lastNight = nowMs - nowMs % dayMs - dayMs / 6; // 04:00 in Shanghai
    for (int night = 0; night < 3; ++night)
        backups.append(madeAt(lastNight - night * dayMs, (212 - 3 * night) * megabyte));
    if (row.generation > 3) {
        BackupRow before = backupOf(u"before-restore-g%1.tar.gz"_s.arg(row.generation));
        before.atMs = lastNight - 9 * dayMs;
        before.bytes = 187 * megabyte;
        backups.append(before);
    }
    return backups;
}

Backend::Answer<QList<BackupRow>> DemoBackend::backups(const QString &name)
{
    const TenantRow *row = find(name);
    if (!row)
        return ready<QList<BackupRow>>(
            fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no such tenant."))));
    if (row->phase == "UNKNOWN"_L1)
        return ready<QList<BackupRow>>(
            fail(ErrorKind::Network, words(QT_TRANSLATE_NOOP("Demo", "%1 does not answer.")).arg(row->host),
                u"connect 39.105.66.140:22: timed out after 10 s"_s,
                words(QT_TRANSLATE_NOOP("Demo", "Look whether the machine is up, then try again."))));
    return ready<QList<BackupRow>>(m_backups.value(name) + DemoFleet::backupsOf(*row, m_clock.begin()));
}

QString DemoBackend::backUp(const QString &name)
{
    return m_jobs.begin(
        jobOn(u"BACKUP"_s, name, {}), {u"backup"_s, u"backup"_s, u"backup"_s}, [this, name](const QString &id) {
            const BackupRow made = madeAt(m_clock.wallMs(), 214 * megabyte);
            m_backups[name].prepend(made);
            m_jobs.setBackup(id, name, made.bytes, 412);
        });
}

Backend::Answer<ActPlan> DemoBackend::restorePlan(const QString &name, const QString &file)
{
    const TenantRow *row = find(name);
    if (!row)
        return ready<ActPlan>(fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no such tenant."))));
    ActPlan plan{DemoFleet::stepsOf(u"restart"_s, *row), row->phase == "READY"_L1 ? m_agents : 0};
    plan.steps.insert(plan.steps.size() - 1,
        {words(QT_TRANSLATE_NOOP("Demo", "Restore the home of %1")).arg(name),
            words(QT_TRANSLATE_NOOP("Demo", "from %1; what it is now is kept")).arg(file), {}});
    return ready<ActPlan>(plan);
}

QString DemoBackend::restore(const QString &name, const QString &file)
{
    QString id = m_jobs.begin(
        jobOn(u"RESTORE"_s, name, file), {u"stop"_s, u"restore-home"_s, u"start"_s}, [this, name](const QString &) {
            const TenantRow *row = find(name);
            setImage(name, row ? row->image : QString(), true);
        });
    if (const TenantRow *found = find(name)) {
        TenantRow row = *found;
        row.phase = u"REPLACING"_s;
        row.phaseSinceMs = m_clock.wallMs();
        BackupRow before = backupOf(u"before-restore-g%1.tar.gz"_s.arg(row.generation + 1));
        before.atMs = m_clock.wallMs();
        before.bytes = 215 * megabyte;
        m_backups[name].append(before);
        push(row);
    }
    return id;
}

} // namespace hermes::desktop
