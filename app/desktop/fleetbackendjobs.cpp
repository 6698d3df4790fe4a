#include "fleetbackend.h"
#include "fleetrows.h"
#include "imageplan.h"
#include "waves.h"

// What takes minutes: each runs on a thread of its own and is told on the board.

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::desktop {

namespace {

constexpr auto oneTenant = 1'800s; // a pull of 900 s, a stop of 210 s, and a start

/// It never had another image, or is gone: nothing went wrong.
bool hasNone(const Error &error)
{
    return error.kind == ErrorKind::Conflict || error.kind == ErrorKind::NotFound;
}

QString stateOf(WaveEvent::Kind kind)
{
    switch (kind) {
    case WaveEvent::Kind::Begun:
        return u"RUNNING"_s;
    case WaveEvent::Kind::Changed:
        return u"DONE"_s;
    case WaveEvent::Kind::Unchanged:
        return u"SAME"_s;
    case WaveEvent::Kind::Failed:
        return u"FAILED"_s;
    case WaveEvent::Kind::Left:
        break;
    }
    return u"LEFT"_s;
}

} // namespace

Progress FleetBackend::stepsOf(const QString &job, const QString &tenant)
{
    return [this, job, tenant](const StepEvent &event) {
        if (event.kind != StepEvent::Kind::End)
            tell([this, job, tenant, event] { m_board.setStep(job, tenant, event.step, event.message); });
    };
}

void FleetBackend::runJob(const QString &id, const std::function<Status(Fleet &)> &work)
{
    // Its end is told the way its parts are, so that it comes after them.
    (void)onFleet<void>(*m_longJobs, work).then(QtFuture::Launch::Sync, [this, id](const Status &done) {
        tell([this, id, done] { m_board.end(id, done); });
    });
}

Backend::Answer<ImagePlan> FleetBackend::imagePlan(const ImageWish &wish)
{
    return onFleet<ImagePlan>(*m_quick, [this, wish](Fleet &fleet) -> Result<ImagePlan> {
        HERMES_ASSIGN(const auto tenants, fleet.tenants());
        QList<TenantRow> rows;
        for (const auto &row : tenants)
            rows.append(tenantRow(row));
        QMap<QString, QString> former;
        for (const QString &name : wish.back ? wish.names : QStringList())
            if (const auto image = fleet.formerImage(name))
                former.insert(name, image->reference);
            else if (!hasNone(image.error()))
                return tl::unexpected(image.error());
        return hermes::desktop::imagePlan(rows, wish, m_options.image, former);
    });
}

Backend::Answer<ActPlan> FleetBackend::imageSteps(const QString &name, const QString &image)
{
    return onFleet<ActPlan>(*m_slow, [this, name, image](Fleet &fleet) -> Result<ActPlan> {
        const Call call = Call::in(20s, m_stop.token());
        HERMES_ASSIGN(const auto steps, fleet.planImage(name, image, call));
        return actPlan(fleet, name, steps, call);
    });
}

QString FleetBackend::changeImages(const ImageChange &change)
{
    QStringList names;
    for (const ImageRow &row : change.rows)
        names.append(row.tenant);
    QString id = m_board.begin(imageJob(change));
    runJob(id, [this, id, change, names, stop = m_board.stopToken(id)](Fleet &fleet) {
        Waves waves;
        waves.atOnce = change.atOnce;
        waves.goesOn = change.back;
        waves.stop = stop;
        waves.change = [&](const QString &name) -> Result<bool> {
            const Call call = Call::in(oneTenant, m_stop.token());
            const Progress progress = stepsOf(id, name);
            HERMES_ASSIGN(const auto done,
                change.back ? fleet.rollback(name, true, progress, call)
                            : fleet.upgrade(name, change.image, true, progress, call));
            return !done.unchanged;
        };
        waves.fallen = [&](const QString &name) -> std::optional<Error> {
            const auto row = fleet.tenant(name);
            return row ? whyFallen(row->tenant) : std::nullopt;
        };
        waves.tell = [this, id](const WaveEvent &event) {
            tell([this, id, event] { m_board.setPart(id, event.name, stateOf(event.kind), event.wave, event.error); });
        };
        return inWaves(names, waves);
    });
    return id;
}

} // namespace hermes::desktop
