#include "bindcontroller.h"

#include "format.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

// Going through the table with the arrow keys must not ask for a code at every stop.
constexpr int dwellMs = 350;

/// From these a code may come out at any moment; after a scan none is, and the login is followed to its end.
bool mayShowCode(const QString &state)
{
    return state == "ASKING"_L1 || state == "WAIT"_L1 || state == "RENEWING"_L1 || state == "STALE"_L1;
}

} // namespace

BindController::BindController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_facts.state = u"NONE"_s;
    m_dwell.setSingleShot(true);
    m_dwell.setInterval(dwellMs);
    connect(&m_dwell, &QTimer::timeout, this, [this] { open(m_rebind); });
    // The code must be gone in the frame in which its time ends, not at the next tick of a second.
    m_mask.setSingleShot(true);
    m_mask.setTimerType(Qt::PreciseTimer);
    connect(&m_mask, &QTimer::timeout, this, [this] {
        m_now = qMax(m_now, m_facts.expiresMs);
        Q_EMIT changed();
        Q_EMIT ticked();
    });
    connect(&backend, &Backend::bindChanged, this, &BindController::take);
}

void BindController::watch(const QString &tenant, bool waits)
{
    if (tenant != m_tenant) {
        close();
        m_tenant = tenant;
        m_rebind = false;
        m_facts = {};
        m_facts.state = u"NONE"_s;
    }
    if (waits && !m_open && !m_dwell.isActive() && m_facts.state == "NONE"_L1) {
        m_facts.state = u"ASKING"_s;
        m_paused = !m_looked;
        if (m_looked)
            m_dwell.start();
    }
    Q_EMIT changed();
    Q_EMIT ticked();
}

void BindController::rebind(const QString &tenant)
{
    watch(tenant, false);
    m_rebind = true;
    open(true);
}

void BindController::replaced()
{
    m_rebind = false;
    if (!m_paused)
        return;
    m_paused = false;
    m_facts.state = u"NONE"_s;
}

void BindController::setLooked(bool looked)
{
    if (m_looked == looked)
        return;
    m_looked = looked;
    if (!looked && mayShowCode(m_facts.state))
        pause();
    else if (looked && m_paused)
        open(m_rebind);
    Q_EMIT lookedChanged();
}

void BindController::pause()
{
    m_dwell.stop();
    m_mask.stop();
    m_paused = true;
    if (std::exchange(m_open, false))
        m_backend.closeBind(m_tenant);
    m_facts = {};
    m_facts.tenant = m_tenant;
    m_facts.state = u"ASKING"_s;
    Q_EMIT changed();
    Q_EMIT ticked();
}

void BindController::open(bool rebind)
{
    m_open = true;
    m_paused = false;
    m_problem.clear();
    m_facts = {};
    m_facts.tenant = m_tenant;
    m_facts.state = u"ASKING"_s;
    Q_EMIT changed();
    m_backend.openBind(m_tenant, rebind);
}

void BindController::close()
{
    m_dwell.stop();
    m_mask.stop();
    if (m_open)
        m_backend.closeBind(m_tenant);
    m_open = m_paused = false;
    m_problem.clear();
}

void BindController::take(const BindFacts &facts)
{
    if (facts.tenant != m_tenant || m_paused)
        return;
    m_facts = facts;
    if (facts.state == "ENDED"_L1 || facts.state == "NONE"_L1)
        m_open = false;
    m_mask.stop();
    if (m_open && !m_looked && facts.state == "WAIT"_L1) { // a scan came to nothing while nobody looks
        pause();
        return;
    }
    if (facts.state == "WAIT"_L1 && facts.expiresMs > m_now)
        m_mask.start(int(facts.expiresMs - m_now));
    Q_EMIT changed();
    Q_EMIT ticked();
}

bool BindController::expired() const
{
    return m_facts.expiresMs > 0 && m_now >= m_facts.expiresMs;
}

QString BindController::state() const
{
    if (m_stale && m_facts.state == "WAIT"_L1)
        return u"stale"_s;
    if (m_facts.state == "WAIT"_L1)
        return expired() ? u"renewing"_s : u"live"_s;
    return asksDigits() ? u"digits"_s : m_facts.state.toLower();
}

QString BindController::content() const
{
    return state() == "live"_L1 ? m_facts.content : QString();
}

QString BindController::remaining() const
{
    return state() == "live"_L1 ? formatDuration(m_facts.expiresMs - m_now + 999) : u"–:––"_s;
}

double BindController::share() const
{
    const qint64 whole = m_facts.expiresMs - m_facts.issuedMs;
    return state() == "live"_L1 && whole > 0 ? qBound(0.0, double(m_facts.expiresMs - m_now) / double(whole), 1.0) : 0;
}

QString BindController::icon() const
{
    const QString now = state();
    if (now == "scanned"_L1 || now == "confirmed"_L1)
        return u"check-circle"_s;
    if (now == "digits"_L1)
        return u"keyboard"_s;
    return now == "ended"_L1 ? u"error"_s : now == "stale"_L1 ? u"clock"_s : u"refresh"_s;
}

QString BindController::tone() const
{
    const QString now = state();
    if (now == "scanned"_L1 || now == "confirmed"_L1)
        return u"success"_s;
    if (now == "digits"_L1)
        return u"accent"_s;
    return now == "ended"_L1 || now == "stale"_L1 ? u"warning"_s : u"muted"_s;
}

QString BindController::title() const
{
    const QString now = state();
    if (now == "scanned"_L1)
        return tr("Scanned");
    if (now == "confirmed"_L1)
        return tr("Getting ready");
    if (now == "digits"_L1)
        return tr("Enter the digits");
    if (now == "renewing"_L1)
        return tr("A new code is coming");
    if (now == "stale"_L1)
        return tr("No code at the moment");
    return now == "ended"_L1 ? tr("No code now") : tr("Asking for a code");
}

QString BindController::text() const
{
    const QString now = state();
    if (now == "scanned"_L1)
        return tr("Now confirm on your phone.");
    if (now == "confirmed"_L1)
        return tr("WeChat is bound. The agent is made anew with it.");
    if (now == "digits"_L1)
        return digitsRefused() ? tr("Not accepted. Look at the phone again.") : tr("WeChat shows them on the phone.");
    if (now == "renewing"_L1)
        return tr("The old one no longer works.");
    if (now == "stale"_L1)
        return m_facts.message.isEmpty() ? tr("The connection was lost. It comes back by itself.") : m_facts.message;
    return m_facts.message;
}

QString BindController::note() const
{
    if (m_facts.number <= 0)
        return {};
    if (m_facts.limit > 0)
        return tr("Code %1 of %2. Renews by itself.").arg(m_facts.number).arg(m_facts.limit);
    return tr("Code %1. Renews by itself.").arg(m_facts.number);
}

QString BindController::asked() const
{
    if (state() != "live"_L1 || m_facts.askedMs <= 0)
        return {};
    //: Two short lines beside the bind code: nobody scanned it, and how fresh that knowledge is
    return tr("Not scanned yet\nasked %1 ago").arg(formatAge(m_now - m_facts.askedMs));
}

void BindController::setNow(qint64 nowMs)
{
    const bool before = expired();
    m_now = nowMs;
    if (before != expired())
        Q_EMIT changed();
    if (isShown())
        Q_EMIT ticked();
}

void BindController::setStale(bool stale)
{
    m_stale = stale;
    retranslate();
}

void BindController::retranslate()
{
    Q_EMIT changed();
    Q_EMIT ticked();
}

void BindController::newCode()
{
    if (m_open)
        m_backend.renewBindCode(m_tenant);
    else
        again();
}

void BindController::again()
{
    if (!m_tenant.isEmpty())
        open(m_rebind);
}

void BindController::copyLink() const
{
    if (const QString link = content(); !link.isEmpty())
        QGuiApplication::clipboard()->setText(link);
}

void BindController::enterDigits(const QString &digits)
{
    m_problem.clear();
    m_backend.enterBindDigits(m_tenant, digits.trimmed()).then(this, [this](const Status &done) {
        if (!done)
            m_problem.set(done.error());
    });
}

} // namespace hermes::desktop
