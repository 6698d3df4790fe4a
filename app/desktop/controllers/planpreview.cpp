#include "planpreview.h"

#include "plansteps.h"

namespace hermes::desktop {

namespace {

constexpr int typingMs = 200;

} // namespace

PlanPreview::PlanPreview(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &PlanPreview::read);
}

void PlanPreview::ask(const NewTenant &request)
{
    m_request = request;
    m_typing.start();
}

void PlanPreview::end()
{
    m_typing.stop();
    ++m_asked;
}

void PlanPreview::clear()
{
    end();
    m_steps.set({});
    m_problem = {};
}

void PlanPreview::read()
{
    const int asked = ++m_asked;
    m_backend.preview(m_request).then(this, [this, asked](const Result<QList<PlanStep>> &steps) {
        if (asked == m_asked)
            take(steps);
    });
}

void PlanPreview::take(const Result<QList<PlanStep>> &steps)
{
    m_problem = steps ? Error() : steps.error();
    m_steps.set(stepRecords(steps.value_or(QList<PlanStep>())));
    Q_EMIT changed();
}

} // namespace hermes::desktop
