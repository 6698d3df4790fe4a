#include "jobscontroller.h"

#include "format.h"
#include "jobwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qsizetype keptJobs = 200;

QString stateOfPart(const JobFacts &job, const QString &tenant)
{
    for (const JobPart &part : job.parts)
        if (part.tenant == tenant)
            return part.state;
    return {};
}

} // namespace

JobsController::JobsController(Backend &backend, const TenantListModel &tenants, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_tenants(tenants)
{
    connect(&backend, &Backend::jobChanged, this, &JobsController::take);
    connect(&tenants, &TenantListModel::changed, this, &JobsController::changed);
}

void JobsController::take(const JobFacts &job)
{
    const auto known
        = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const JobFacts &one) { return one.id == job.id; });
    if (known == m_jobs.end())
        m_jobs.prepend(job);
    else
        *known = job;
    while (m_jobs.size() > keptJobs && isOver(m_jobs.last()))
        m_jobs.removeLast();
    rebuild();
}

const JobFacts *JobsController::chosen() const
{
    const auto found
        = std::find_if(m_jobs.begin(), m_jobs.end(), [this](const JobFacts &job) { return job.id == m_selected; });
    return found == m_jobs.end() ? nullptr : &*found;
}

void JobsController::findTenantJob()
{
    m_part.reset();
    for (const JobFacts &job : std::as_const(m_jobs)) {
        const QString state = stateOfPart(job, m_tenant);
        if (m_tenant.isEmpty() || state.isEmpty())
            continue;
        // Of what was left nothing is to be told; what is older than the latest is history.
        if (m_dismissed.contains(job.id + u' ' + m_tenant) || state == "LEFT"_L1)
            return;
        m_tenantJob = job;
        for (const JobPartRecord &part : partRecords(job, m_now))
            if (part.tenant == m_tenant)
                m_part = part;
        return;
    }
}

void JobsController::rebuild()
{
    QList<JobRecord> rows;
    for (const JobFacts &job : std::as_const(m_jobs))
        rows.append(jobRecord(job, m_now));
    m_rows.set(rows);
    const JobFacts *job = chosen();
    m_parts.set(job ? partRecords(*job, m_now) : QList<JobPartRecord>());
    findTenantJob();
    Q_EMIT changed();
}

int JobsController::running() const
{
    return int(std::count_if(m_jobs.begin(), m_jobs.end(), [](const JobFacts &job) { return !isOver(job); }));
}

QString JobsController::countText() const
{
    return tr("%n running", nullptr, running());
}

void JobsController::select(const QString &id)
{
    if (m_selected == id)
        return;
    m_selected = id;
    rebuild();
}

QString JobsController::title() const
{
    const JobFacts *job = chosen();
    return job ? jobVerb(job->kind) : QString();
}

QString JobsController::stateName() const
{
    return chosen() ? jobLook(chosen()->state).name : QString();
}

QString JobsController::stateTone() const
{
    return chosen() ? jobLook(chosen()->state).tone : QString();
}

bool JobsController::stateRing() const
{
    return chosen() && jobLook(chosen()->state).ring;
}

bool JobsController::stateFilled() const
{
    return chosen() && jobLook(chosen()->state).filled;
}

QString JobsController::subtitle() const
{
    return chosen() ? jobTarget(*chosen()) : QString();
}

QString JobsController::endTitle() const
{
    const JobFacts *job = chosen();
    if (!job || job->error.message.isEmpty())
        return {};
    const int left = int(tenantsIn(*job, {u"LEFT"_s}).size());
    if (job->state == "STOPPED"_L1)
        return tr("Stopped by hand; %n tenants were left", nullptr, left);
    return left > 0 ? tr("It stopped by itself; %n tenants were left", nullptr, left) : tr("Not all went well");
}

QString JobsController::endText() const
{
    const JobFacts *job = chosen();
    if (!job || job->error.kind == ErrorKind::Cancelled)
        return {};
    return QStringList{job->error.message, job->error.hint}.join(u'\n').trimmed();
}

QString JobsController::endDetail() const
{
    const JobFacts *job = chosen();
    return job && job->error.kind != ErrorKind::Cancelled ? job->error.detail : QString();
}

QString JobsController::endTone() const
{
    return chosen() && chosen()->state == "FAILED"_L1 ? u"danger"_s : u"warning"_s;
}

bool JobsController::isStoppable() const
{
    const JobFacts *job = chosen();
    return job && job->state == "RUNNING"_L1 && !tenantsIn(*job, {u"WAITING"_s}).isEmpty();
}

QStringList JobsController::changedOnes(const JobFacts &job) const
{
    QStringList names;
    if (job.kind != "UPGRADE"_L1)
        return names;
    for (const JobPart &part : job.parts) {
        const bool isTouched = part.state == "DONE"_L1 || part.state == "FAILED"_L1;
        const TenantRow *row = isTouched && part.from != part.to ? m_tenants.find(part.tenant) : nullptr;
        if (row && row->image == part.to)
            names.append(part.tenant);
    }
    return names;
}

bool JobsController::isRevertible() const
{
    return chosen() && isOver(*chosen()) && !changedOnes(*chosen()).isEmpty();
}

bool JobsController::isContinuable() const
{
    const JobFacts *job = chosen();
    return job && isOver(*job) && job->kind == "UPGRADE"_L1 && !tenantsIn(*job, {u"LEFT"_s}).isEmpty();
}

bool JobsController::isTenantRunning() const
{
    const QString state = stateOfPart(m_tenantJob, m_tenant);
    return m_part && (state == "RUNNING"_L1 || state == "WAITING"_L1);
}

bool JobsController::isTenantFailed() const
{
    return m_part && stateOfPart(m_tenantJob, m_tenant) == "FAILED"_L1;
}

bool JobsController::isTenantRevertible() const
{
    return m_part && changedOnes(m_tenantJob).contains(m_tenant);
}

QString JobsController::tenantTitle() const
{
    if (!m_part)
        return {};
    const QString verb = jobTitle(m_tenantJob, m_tenant);
    if (isTenantFailed())
        //: Over what went wrong in a tenant's pane; %1 is "Upgrade to hermes-agent:0.14.0"
        return tr("%1: failed").arg(verb);
    //: Over a finished job in a tenant's pane; %1 is "Upgrade to hermes-agent:0.14.0"
    return isTenantRunning() ? verb : tr("%1: done").arg(verb);
}

QString JobsController::tenantText() const
{
    return m_part ? m_part->text : QString();
}

QString JobsController::tenantDetail() const
{
    return m_part ? m_part->problem : QString();
}

QString JobsController::tenantTook() const
{
    return m_part ? m_part->took : QString();
}

void JobsController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (running() > 0)
        rebuild();
}

void JobsController::setTenant(const QString &name)
{
    if (m_tenant == name)
        return;
    m_tenant = name;
    rebuild();
}

void JobsController::retranslate()
{
    rebuild();
}

QString JobsController::idAt(int row) const
{
    return row >= 0 && row < m_jobs.size() ? m_jobs.at(row).id : QString();
}

int JobsController::rowOf(const QString &id) const
{
    for (int row = 0; row < m_jobs.size(); ++row)
        if (m_jobs.at(row).id == id)
            return row;
    return -1;
}

void JobsController::stop()
{
    m_backend.stopJob(m_selected);
}

void JobsController::revert()
{
    if (const JobFacts *job = chosen())
        Q_EMIT rollbackAsked(changedOnes(*job));
}

void JobsController::goOn()
{
    if (const JobFacts *job = chosen())
        Q_EMIT upgradeAsked(tenantsIn(*job, {u"LEFT"_s}), job->target);
}

void JobsController::showTenantJob()
{
    select(m_tenantJob.id);
    Q_EMIT activityAsked();
}

void JobsController::revertTenant()
{
    Q_EMIT rollbackAsked({m_tenant});
}

void JobsController::dismissTenantJob()
{
    m_dismissed.insert(m_tenantJob.id + u' ' + m_tenant);
    rebuild();
}

} // namespace hermes::desktop
