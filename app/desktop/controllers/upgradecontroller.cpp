#include "upgradecontroller.h"

#include "actplancontroller.h"
#include "imageplan.h"
#include "plansteps.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int imageTypedMs = 300;

} // namespace

UpgradeController::UpgradeController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(imageTypedMs);
    connect(&m_typing, &QTimer::timeout, this, &UpgradeController::read);
    QList<ChoiceRecord> sizes;
    for (const int size : {1, 2, 5, 10, 20})
        sizes.append({QString::number(size), QString::number(size)});
    m_sizes.set(sizes);
}

QString UpgradeController::title() const
{
    const int count = int(m_wish.names.size());
    if (m_wish.back)
        //: Title of the question
        return isMany() ? tr("Roll back %n tenants?", nullptr, count) : tr("Roll back %1?").arg(m_wish.names.value(0));
    //: Title of the question
    return isMany() ? tr("Upgrade %n tenants?", nullptr, count) : tr("Upgrade %1?").arg(m_wish.names.value(0));
}

QString UpgradeController::text() const
{
    if (m_wish.back && isMany())
        return tr("Each gets the image back that it had before, with the home and the WeChat login that it has; those "
                  "that do not serve come first. It goes on after a failure.");
    if (m_wish.back)
        return tr("It gets the image back that it had before, with the home and the WeChat login that it has; it is "
                  "away for about half a minute.");
    if (isMany())
        return tr("One goes first, alone; the others follow in waves, each fetched first and made anew with its home "
                  "and WeChat login. It stops by itself when one does not serve any more.");
    return tr("The image is fetched first, while it serves. Then it is made anew with the home and the WeChat login "
              "that it has; it is away for about half a minute.");
}

QString UpgradeController::verbText() const
{
    const QList<ImageRow> rows = going();
    const int count = int(m_plan.rows.isEmpty() ? m_wish.names.size() : rows.size());
    const QString name = rows.size() == 1 ? rows.first().tenant : m_wish.names.value(0);
    const bool several = isMany() && count != 1;
    if (m_wish.back)
        //: Button
        return several ? tr("Roll back %n tenants", nullptr, count) : tr("Roll back %1").arg(name);
    //: Button
    return several ? tr("Upgrade %n tenants", nullptr, count) : tr("Upgrade %1").arg(name);
}

QString UpgradeController::busy() const
{
    int agents = 0;
    for (const int each : m_agents)
        agents += qMax(0, each);
    return ActPlanController::busyText(agents);
}

bool UpgradeController::isPossible() const
{
    // The first tells whether that is an image at all.
    return m_asking && !m_stale && !m_reading && !m_typing.isActive() && !m_problem.isPresent() && !going().isEmpty()
        && !m_asked.contains(going().first().tenant);
}

void UpgradeController::setImage(const QString &image)
{
    if (m_wish.image == image.trimmed())
        return;
    m_wish.image = image.trimmed();
    ++m_round; // what is being read is about another
    m_reading = false;
    m_asked.clear();
    if (m_wish.image.isEmpty()) {
        m_typing.stop();
        m_problem.set({ErrorKind::Invalid, tr("No image is named."), {}, tr("Write REPOSITORY:TAG, or choose one.")});
    } else {
        m_typing.start();
    }
    Q_EMIT changed();
}

void UpgradeController::setAtOnce(const QString &atOnce)
{
    m_atOnce = qMax(1, atOnce.toInt());
    rebuild();
}

void UpgradeController::askUpgrade(const QStringList &names, const QString &image)
{
    ask({names, image, false});
}

void UpgradeController::askRollback(const QStringList &names)
{
    ask({names, {}, true});
}

void UpgradeController::ask(const ImageWish &wish)
{
    if (wish.names.isEmpty())
        return;
    m_wish = wish;
    m_plan = {};
    m_agents.clear();
    m_faults.clear();
    m_steps.set({});
    m_asking = true;
    m_known = false;
    read();
}

void UpgradeController::read()
{
    const int round = ++m_round;
    m_typing.stop();
    m_problem.clear();
    m_reading = true;
    m_asked.clear();
    m_backend.imagePlan(m_wish).then(this, [this, round](const Result<ImagePlan> &plan) {
        if (round == m_round)
            take(plan);
    });
    rebuild();
}

void UpgradeController::take(const Result<ImagePlan> &plan)
{
    m_reading = false;
    if (!plan) {
        m_problem.set(plan.error());
        rebuild();
        return;
    }
    m_plan = *plan;
    if (!m_wish.back && !m_known)
        m_wish.image = m_plan.image;
    m_known = true;
    QList<ChoiceRecord> images;
    for (const QString &image : std::as_const(m_plan.known))
        images.append({image, image});
    m_images.set(images);
    if (!isMany() && going().isEmpty() && !m_plan.rows.isEmpty())
        m_problem.set(obstacleError(m_plan.rows.first()));
    else
        askSteps();
    rebuild();
}

/// The first is asked for each image, for it tells whether that is one at all; who is being answered is asked of each
/// until it told.
void UpgradeController::askSteps()
{
    const QList<ImageRow> rows = going();
    for (const ImageRow &row : rows) {
        if (row != rows.first() && m_agents.contains(row.tenant))
            continue;
        m_asked.insert(row.tenant);
        m_backend.imageSteps(row.tenant, row.to)
            .then(this, [this, round = m_round, name = row.tenant](const Result<ActPlan> &steps) {
                if (round == m_round)
                    takeSteps(name, steps);
            });
    }
}

void UpgradeController::takeSteps(const QString &name, const Result<ActPlan> &steps)
{
    m_asked.remove(name);
    m_faults.remove(name);
    if (steps)
        m_agents.insert(name, steps->activeAgents);
    // What ails one of several is said on its line; what is no image is none for anybody.
    if (!steps && (!isMany() || steps.error().kind == ErrorKind::Invalid))
        m_problem.set(steps.error());
    else if (!steps)
        m_faults.insert(name, steps.error().message);
    m_steps.set(stepRecords(steps && !isMany() ? steps->steps : QList<PlanStep>()));
    rebuild();
}

QList<ImageRow> UpgradeController::going() const
{
    QList<ImageRow> rows;
    for (const ImageRow &row : m_plan.rows)
        if (row.obstacle.isEmpty())
            rows.append(row);
    return rows;
}

ImageRecord UpgradeController::recordOf(const ImageRow &row) const
{
    ImageRecord record{row.tenant, imageChangeText(row.from, row.to), {}, u"muted"_s};
    record.skipped = !row.obstacle.isEmpty();
    if (record.skipped)
        record.change.clear();
    const int agents = m_agents.value(row.tenant, -1);
    if (row.obstacle == "PREFAB"_L1)
        record.note = tr("Runs the host's own Hermes");
    else if (row.obstacle == "NO_HOST"_L1)
        record.note = tr("Has no host yet");
    else if (row.obstacle == "UNKNOWN"_L1)
        record.note = tr("Its host does not answer");
    else if (row.obstacle == "NO_FORMER"_L1)
        record.note = tr("Never had another image");
    else if (row.obstacle == "GONE"_L1)
        record.note = tr("Is there no more");
    else if (row.obstacle == "NOT_SERVING"_L1)
        //: Why a tenant is left: %1 is its phase
        record.note = tr("Does not serve now: %1").arg(phaseLook(row.phase).name);
    else if (row.same)
        record.note = tr("Has it already");
    else if (row.phase == "PAUSED"_L1)
        record.note = tr("Stopped: gets it when it is started");
    else if (!row.serves)
        record.note = phaseLook(row.phase).name;
    else if (agents > 0 && isMany())
        record.note = tr("answers %n conversations", nullptr, agents);
    if (agents > 0 && !record.skipped)
        record.tone = u"warning"_s;
    if (m_faults.contains(row.tenant)) {
        record.note = m_faults.value(row.tenant);
        record.tone = u"danger"_s;
    }
    return record;
}

Error UpgradeController::obstacleError(const ImageRow &row) const
{
    const QHash<QString, QString> hints{{u"PREFAB"_s, tr("Move it into a container first.")},
        {u"NO_HOST"_s, tr("Wait until it is placed.")}, {u"UNKNOWN"_s, tr("Try again once its host answers.")},
        {u"NO_FORMER"_s, tr("Upgrade it to an image that you name.")}};
    return {ErrorKind::Conflict, row.tenant + u": "_s + recordOf(row).note, {},
        hints.value(row.obstacle, tr("Look at the list of tenants."))};
}

QString UpgradeController::groupOf(qsizetype index) const
{
    const qsizetype count = going().size();
    if (index >= count)
        //: Caption over tenants that are not changed, each with the reason
        return tr("Left as they are");
    if (index == 0 && count > 1)
        return tr("First, alone");
    //: Caption over the tenants that follow; %1 a number
    return count > 1 ? tr("Then up to %1 at a time").arg(m_atOnce) : tr("Alone");
}

void UpgradeController::rebuild()
{
    QList<ImageRecord> records;
    QString group;
    for (qsizetype i = 0; i < m_plan.rows.size(); ++i) {
        ImageRecord record = recordOf(m_plan.rows.at(i));
        if (isMany() && groupOf(i) != group)
            record.group = group = groupOf(i);
        records.append(record);
    }
    m_rows.set(records);
    Q_EMIT changed();
}

void UpgradeController::setStale(bool stale)
{
    m_stale = stale;
    Q_EMIT changed();
}

void UpgradeController::retranslate()
{
    rebuild();
}

void UpgradeController::accept()
{
    if (!isPossible())
        return;
    const ImageChange change{going(), m_wish.image, m_wish.back, m_atOnce};
    const bool many = change.rows.size() > 1;
    refuse();
    Q_EMIT begun(m_backend.changeImages(change), many);
}

void UpgradeController::refuse()
{
    m_asking = false;
    ++m_round;
    m_typing.stop();
    m_reading = false;
    m_asked.clear();
    Q_EMIT changed();
}

} // namespace hermes::desktop
