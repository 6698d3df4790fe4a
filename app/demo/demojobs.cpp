#include "demojobs.h"

#include "demobackend.h"
#include "demoready.h"
#include "imageplan.h"

// What goes on for a while in the invented fleet, and how it is planned.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr const char *steps[] = {"pull-image", "stop", "create", "start"};
constexpr int stepCount = 4;

} // namespace

DemoJobs::DemoJobs(const DemoClock &clock, std::function<void(const JobFacts &)> changed,
    std::function<void(const QString &tenant, const QString &image, bool serves)> imageChanged)
    : m_board(clock, std::move(changed))
    , m_imageChanged(std::move(imageChanged))
{ }

QString DemoJobs::changeImages(const ImageChange &change)
{
    QString id = m_board.begin(imageJob(change));
    Rollout rollout;
    rollout.id = id;
    rollout.change = change;
    m_rollouts.append(rollout);
    moveOn(m_rollouts.last());
    return id;
}

QString DemoJobs::begin(JobFacts job, const QStringList &steps, std::function<void(const QString &id)> ended)
{
    const QString tenant = job.parts.first().tenant;
    QString id = m_board.begin(std::move(job));
    m_board.setPart(id, tenant, u"RUNNING"_s);
    m_board.setStep(id, tenant, steps.first(), {});
    m_errands.append({id, tenant, steps, std::move(ended)});
    return id;
}

void DemoJobs::moveOn()
{
    for (Errand &errand : m_errands) {
        errand.steps.removeFirst();
        if (!errand.steps.isEmpty()) {
            m_board.setStep(errand.id, errand.tenant, errand.steps.first(), {});
            continue;
        }
        errand.ended(errand.id);
        m_board.setPart(errand.id, errand.tenant, u"DONE"_s);
        m_board.end(errand.id, Status());
    }
    m_errands.removeIf([](const Errand &errand) { return errand.steps.isEmpty(); });
    for (Rollout &rollout : m_rollouts)
        moveOn(rollout);
    m_rollouts.removeIf([this](const Rollout &rollout) { return end(rollout); });
}

void DemoJobs::moveOn(Rollout &rollout)
{
    if (!rollout.wave.isEmpty() && ++rollout.age == stepCount)
        endWave(rollout);
    const bool stopped = rollout.failed || m_board.stopToken(rollout.id).isCancelled();
    if (rollout.wave.isEmpty() && !stopped && rollout.next < rollout.change.rows.size()) {
        const qsizetype size = rollout.number == 0 ? 1 : rollout.change.atOnce;
        ++rollout.number;
        rollout.age = 0;
        for (; rollout.next < rollout.change.rows.size() && rollout.wave.size() < size; ++rollout.next) {
            rollout.wave.append(rollout.change.rows.at(rollout.next).tenant);
            m_board.setPart(rollout.id, rollout.wave.last(), u"RUNNING"_s, rollout.number);
        }
    }
    for (const QString &tenant : std::as_const(rollout.wave))
        m_board.setStep(rollout.id, tenant, QString::fromLatin1(steps[rollout.age]), {});
}

void DemoJobs::endWave(Rollout &rollout)
{
    for (const ImageRow &row : std::as_const(rollout.change.rows)) {
        if (!rollout.wave.contains(row.tenant))
            continue;
        // A broken image shows late, as in life.
        const bool bad = row.to.endsWith("-broken"_L1) && rollout.number > 1 && row.tenant == rollout.wave.last();
        rollout.failed = rollout.failed || bad;
        m_imageChanged(row.tenant, row.to, !bad);
        if (bad)
            m_board.setPart(rollout.id, row.tenant, u"FAILED"_s, 0,
                Error{ErrorKind::Remote,
                    words(QT_TRANSLATE_NOOP("Demo", "%1 was never healthy within 3 min.")).arg(row.tenant),
                    u"gateway exited with 1: ImportError: cannot import name 'weixin'"_s,
                    words(QT_TRANSLATE_NOOP("Demo", "Roll it back, or look at its log."))});
        else
            m_board.setPart(rollout.id, row.tenant, u"DONE"_s);
    }
    rollout.wave.clear();
}

/// True once it is over.
bool DemoJobs::end(const Rollout &rollout)
{
    const bool stopped = m_board.stopToken(rollout.id).isCancelled();
    const bool more = rollout.next < rollout.change.rows.size();
    if (!rollout.wave.isEmpty() || (more && !stopped && !rollout.failed))
        return false;
    if (rollout.failed) {
        Error why;
        for (const JobPart &part : m_board.find(rollout.id)->parts)
            if (part.state == "FAILED"_L1)
                why = part.error;
        m_board.end(rollout.id, tl::unexpected(why));
    } else if (more) {
        m_board.end(rollout.id,
            fail(
                ErrorKind::Cancelled, words(QT_TRANSLATE_NOOP("Demo", "Stopped: what was not begun stays as it is."))));
    } else {
        m_board.end(rollout.id, Status());
    }
    return true;
}

Backend::Answer<ImagePlan> DemoBackend::imagePlan(const ImageWish &wish)
{
    QMap<QString, QString> former;
    for (const TenantRow &row : std::as_const(m_fleet.tenants))
        if (const QString image = DemoFleet::formerImage(row); !image.isEmpty())
            former.insert(row.name, image);
    return ready<ImagePlan>(hermes::desktop::imagePlan(m_fleet.tenants, wish, DemoFleet::image(), former));
}

Backend::Answer<ActPlan> DemoBackend::imageSteps(const QString &name, const QString &image)
{
    const TenantRow *row = find(name);
    if (!row)
        return ready<ActPlan>(fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no such tenant."))));
    if (image.contains(u' '))
        return ready<ActPlan>(fail(ErrorKind::Invalid, words(QT_TRANSLATE_NOOP("Demo", "'%1' is no image.")).arg(image),
            {}, words(QT_TRANSLATE_NOOP("Demo", "Write REPOSITORY:TAG."))));
    ActPlan plan{DemoFleet::stepsOf(u"restart"_s, *row), row->phase == "READY"_L1 ? m_agents : 0};
    plan.steps.prepend({words(QT_TRANSLATE_NOOP("Demo", "Find the image %1")).arg(image),
        words(QT_TRANSLATE_NOOP("Demo", "pull it if the host lacks it")), {}});
    return ready<ActPlan>(plan);
}

QString DemoBackend::changeImages(const ImageChange &change)
{
    return m_jobs.changeImages(change);
}

void DemoBackend::setImage(const QString &tenant, const QString &image, bool serves)
{
    const TenantRow *found = find(tenant);
    if (!found)
        return;
    TenantRow row = *found;
    row.image = image;
    ++row.generation;
    if (row.phase != "PAUSED"_L1)
        row.phase = !serves ? u"BLOCKED"_s : row.weixinUser.isEmpty() ? u"BIND_WAIT"_s : u"READY"_s;
    row.reason = serves ? QString() : u"STEP_FAILED"_s;
    row.phaseSinceMs = m_clock.wallMs();
    push(row);
}

} // namespace hermes::desktop
