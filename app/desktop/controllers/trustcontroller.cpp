#include "trustcontroller.h"

#include "format.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

/// The 43 characters that matter, however the person copied them.
QString bare(QString fingerprint)
{
    fingerprint = fingerprint.simplified();
    // A whole line of `ssh-keygen -l` may have been pasted: bits, fingerprint, comment, type.
    for (const QString &word : fingerprint.split(u' ')) {
        if (word.startsWith("SHA256:"_L1))
            fingerprint = word;
    }
    if (fingerprint.startsWith("SHA256:"_L1))
        fingerprint.remove(0, 7);
    while (fingerprint.endsWith(u'='))
        fingerprint.chop(1);
    return fingerprint;
}

} // namespace

TrustController::TrustController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{ }

void TrustController::ask(const QString &host, const QString &address)
{
    m_asking = host;
    m_backend.hostKey(host).then(this, [this, host, address](const Result<HostKeyFacts> &key) {
        if (host != m_asking)
            return;
        m_asking.clear();
        if (!key) {
            Q_EMIT failed(host, key.error());
            return;
        }
        if (key->state == "KNOWN"_L1) {
            Q_EMIT settled(host);
            return;
        }
        m_key = *key;
        m_address = address;
        m_pasted.clear();
        m_typedName.clear();
        m_problem.clear();
        m_working = false;
        m_host = host;
        Q_EMIT changed();
    });
}

QString TrustController::title() const
{
    if (hasKeyChanged())
        return tr("The key of %1 has changed").arg(m_host);
    if (isRevoked())
        return tr("The key of %1 is revoked").arg(m_host);
    //: Title of the question whether a host's key is trusted
    return tr("Is this %1?").arg(m_host);
}

QString TrustController::text() const
{
    if (isRevoked())
        return tr("known_hosts marks this key as one that must never be trusted: somebody may have a copy of it. The "
                  "connection was closed before anything was sent.\n\nGive the machine a new key and connect again. If "
                  "the mark is wrong, take the line with @revoked and this key out of known_hosts in the data folder.");
    if (!hasKeyChanged())
        return tr("It has not been seen before. Compare its key with one you got another way, then trust it. Nothing "
                  "has been "
                  "sent to it yet: no key, no password.");
    QString text
        = tr("Either the machine was reinstalled, or someone stands between you and it. The connection was closed "
             "before anything was sent.");
    if (m_key.tenants > 0)
        text += u' ' + tr("Its %n tenant(s) show as Unknown until this is settled.", nullptr, m_key.tenants);
    return text;
}

QString TrustController::shownAt() const
{
    return formatTime(m_key.shownMs);
}

QString TrustController::command() const
{
    QString file = u"ed25519"_s;
    if (m_key.type.contains("rsa"_L1))
        file = u"rsa"_s;
    else if (m_key.type.contains("ecdsa"_L1))
        file = u"ecdsa"_s;
    return u"ssh-keygen -lf /etc/ssh/ssh_host_%1_key.pub"_s.arg(file);
}

void TrustController::setPasted(const QString &fingerprint)
{
    m_pasted = fingerprint;
    Q_EMIT changed();
}

void TrustController::setTypedName(const QString &name)
{
    m_typedName = name;
    Q_EMIT changed();
}

QString TrustController::comparison() const
{
    if (bare(m_pasted).isEmpty())
        return {};
    return bare(m_pasted) == bare(m_key.shown) ? u"same"_s : u"different"_s;
}

QString TrustController::comparisonText() const
{
    if (comparison() == "same"_L1)
        return tr("Same in all %n characters", nullptr, int(bare(m_key.shown).size()));
    if (comparison() == "different"_L1)
        return tr("Not the key it shows. Do not trust it before you know why.");
    return {};
}

QString TrustController::verb() const
{
    return comparison() == "same"_L1 ? tr("Trust and continue") : tr("Trust without comparing");
}

bool TrustController::isAllowed() const
{
    if (m_working || !isOpen() || isRevoked())
        return false;
    return hasKeyChanged() ? m_typedName.trimmed() == m_host : comparison() != "different"_L1;
}

void TrustController::trust()
{
    if (!isAllowed())
        return;
    m_working = true;
    m_problem.clear();
    Q_EMIT changed();
    m_backend.trustHost(m_host, m_key.shown, hasKeyChanged()).then(this, [this, host = m_host](const Status &done) {
        if (host != m_host)
            return;
        m_working = false;
        if (done) {
            close();
            Q_EMIT settled(host);
            return;
        }
        // The key is trusted now; what failed came after it and belongs to the host's own row.
        if (done.error().kind == ErrorKind::HostKey) {
            m_problem.set(done.error());
            Q_EMIT changed();
        } else {
            close();
            Q_EMIT failed(host, done.error());
        }
    });
}

void TrustController::cancel()
{
    m_asking.clear();
    close();
}

void TrustController::close()
{
    m_host.clear();
    m_working = false;
    Q_EMIT changed();
}

void TrustController::copyBoth()
{
    QGuiApplication::clipboard()->setText(
        tr("%1\ntrusted: %2\nshown now: %3").arg(m_address, m_key.trusted, m_key.shown));
}

void TrustController::copyCommand()
{
    QGuiApplication::clipboard()->setText(command());
}

} // namespace hermes::desktop
