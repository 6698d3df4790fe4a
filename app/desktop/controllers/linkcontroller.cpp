#include "linkcontroller.h"

#include "format.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

LinkController::LinkController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    connect(&backend, &Backend::linkChanged, this, [this](const LinkFacts &link) {
        m_link = link;
        Q_EMIT changed();
        Q_EMIT ticked();
    });
}

QString LinkController::word() const
{
    if (isLive())
        //: State of the whole window: what is shown is pushed as it happens
        return tr("Live");
    return isLost() ? tr("Not live") : tr("Connecting");
}

QString LinkController::tone() const
{
    return isLive() ? u"success"_s : isLost() ? u"warning"_s : u"accent"_s;
}

QString LinkController::age() const
{
    return isLost() && m_link.seenMs > 0 ? formatAge(m_now - m_link.seenMs) : QString();
}

QString LinkController::updated() const
{
    return age().isEmpty() ? QString() : tr("updated %1 ago").arg(age());
}

QString LinkController::text() const
{
    if (m_link.seenMs <= 0)
        return m_link.hint;
    //: %1 is a time of day
    const QString seen = tr("Below is what was seen at %1. The tenants themselves go on running. Changes wait.")
                             .arg(formatTime(m_link.seenMs));
    return m_link.hint.isEmpty() ? seen : seen + u' ' + m_link.hint;
}

QString LinkController::nextTry() const
{
    return m_link.nextTryMs > m_now ? tr("next try in %1").arg(formatDuration(m_link.nextTryMs - m_now)) : QString();
}

QString LinkController::reading() const
{
    return tr("Reading %n host(s), %1 answered", nullptr, m_link.hostsAsked).arg(m_link.hostsAnswered);
}

QString LinkController::seenAt() const
{
    return m_link.seenMs > 0 ? tr("as seen at %1").arg(formatTime(m_link.seenMs)) : QString();
}

void LinkController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (!isLive())
        Q_EMIT ticked();
}

void LinkController::retranslate()
{
    Q_EMIT changed();
    Q_EMIT ticked();
}

void LinkController::retry()
{
    m_backend.refresh();
}

} // namespace hermes::desktop
