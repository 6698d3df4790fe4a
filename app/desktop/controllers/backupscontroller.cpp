#include "backupscontroller.h"

#include "actplancontroller.h"
#include "backupwords.h"
#include "format.h"
#include "plansteps.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

BackupsController::BackupsController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    connect(&backend, &Backend::jobChanged, this, &BackupsController::takeJob);
}

void BackupsController::show(const TenantRow *row)
{
    const TenantRow next = row ? *row : TenantRow();
    const bool other = next.name != m_tenant.name;
    // A restore keeps what the home was before it: there is one more then.
    const bool changedHome = next.generation != m_tenant.generation || next.host != m_tenant.host;
    m_tenant = next;
    if (other) {
        ++m_round; // what is being read is another's
        m_loading = false;
        m_backups.clear();
        m_known = false;
        m_problem.clear();
        refuse();
    }
    if (m_opened && (other || changedHome))
        read();
    rebuild();
}

void BackupsController::setOpened(bool opened)
{
    if (m_opened == opened)
        return;
    m_opened = opened;
    if (opened)
        read();
    Q_EMIT changed();
}

void BackupsController::read()
{
    if (m_tenant.name.isEmpty())
        return;
    const int round = ++m_round;
    m_loading = true;
    m_backend.backups(m_tenant.name).then(this, [this, round](const Result<QList<BackupRow>> &backups) {
        if (round == m_round)
            take(backups);
    });
    Q_EMIT changed();
}

void BackupsController::take(const Result<QList<BackupRow>> &backups)
{
    m_loading = false;
    m_known = m_known || backups;
    if (backups) {
        m_backups = *backups;
        m_problem.clear();
    } else {
        m_problem.set(backups.error());
    }
    rebuild();
}

void BackupsController::takeJob(const JobFacts &job)
{
    if (job.kind != "BACKUP"_L1 && job.kind != "RESTORE"_L1)
        return;
    if (job.endedMs == 0) {
        m_jobs.insert(job.id, job);
    } else {
        m_jobs.remove(job.id);
        if (m_opened && job.parts.first().tenant == m_tenant.name)
            read();
    }
    Q_EMIT changed();
}

bool BackupsController::isUnderWay(const QString &kind) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [&](const JobFacts &job) {
        return job.parts.first().tenant == m_tenant.name && (kind.isEmpty() || job.kind == kind);
    });
}

void BackupsController::rebuild()
{
    QList<BackupRecord> records;
    for (const BackupRow &backup : std::as_const(m_backups)) {
        //: Under the time of a backup: how old it is, "9 h ago"
        const QString note = backup.kind == "BACKUP"_L1
            ? tr("%1 ago").arg(formatAge(qMax<qint64>(0, m_now - backup.atMs)))
            : backupKindText(backup);
        records.append({backup.file, formatDayTime(backup.atMs), note, sizeText(backup.bytes)});
    }
    m_rows.set(records);
    m_facts.set({{tr("Backup"), m_chosen.file, {}, true, {}, {}, {}},
        {tr("Made"), formatDayTime(m_chosen.atMs), sizeText(m_chosen.bytes), false, {}, {}, {}}});
    Q_EMIT changed();
}

QString BackupsController::note() const
{
    return tr("In its archive on %1; the newest 7 backups are kept.").arg(m_tenant.host);
}

bool BackupsController::isAvailable() const
{
    static const QStringList without{
        u"REQUESTED"_s, u"PLACED"_s, u"UNKNOWN"_s, u"DELETING"_s, u"GONE"_s, u"IMAGE_READY"_s};
    return !m_stale && !m_tenant.host.isEmpty() && !isUnderWay({}) && !without.contains(m_tenant.phase);
}

QString BackupsController::text() const
{
    return tr(
        "The home of %1 becomes %2, every file compared. It is stopped for that and keeps the WeChat that it has; "
        "what was said and learnt since is no longer in it. What its home is now is kept in the archive, so that "
        "there is a way back.")
        .arg(m_tenant.name, backupTitle(m_chosen));
}

QString BackupsController::busy() const
{
    return ActPlanController::busyText(m_agents);
}

void BackupsController::backUp()
{
    if (isAvailable())
        m_backend.backUp(m_tenant.name);
}

void BackupsController::restore(const QString &file)
{
    for (const BackupRow &backup : std::as_const(m_backups))
        if (backup.file == file)
            m_chosen = backup;
    const int question = ++m_question;
    m_asking = true;
    m_planning = true;
    m_agents = 0;
    m_planProblem.clear();
    m_steps.set({});
    rebuild();
    m_backend.restorePlan(m_tenant.name, file).then(this, [this, question](const Result<ActPlan> &plan) {
        if (question == m_question)
            takePlan(plan);
    });
}

void BackupsController::takePlan(const Result<ActPlan> &plan)
{
    m_planning = false;
    if (plan)
        m_agents = qMax(0, plan->activeAgents);
    else
        m_planProblem.set(plan.error());
    m_steps.set(stepRecords(plan ? plan->steps : QList<PlanStep>()));
    Q_EMIT changed();
}

void BackupsController::accept()
{
    if (!isPossible())
        return;
    refuse();
    m_backend.restore(m_tenant.name, m_chosen.file);
}

void BackupsController::refuse()
{
    m_asking = false;
    m_planning = false;
    ++m_question;
    Q_EMIT changed();
}

void BackupsController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (m_opened && !m_backups.isEmpty())
        rebuild();
}

void BackupsController::setStale(bool stale)
{
    m_stale = stale;
    Q_EMIT changed();
}

void BackupsController::retranslate()
{
    rebuild();
}

} // namespace hermes::desktop
