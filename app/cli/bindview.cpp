#include "bindview.h"

#include "arguments.h"
#include "jsonrows.h"
#include "tenanttext.h"

#include <QDateTime>

namespace hermes::cli {

BindView::BindView(Session &session, Fleet *fleet, QString name)
    : m_session(session)
    , m_fleet(fleet)
    , m_name(std::move(name))
    , m_view(session.terminal(), session.clock())
{ }

BindView::~BindView()
{
    finish();
}

void BindView::finish()
{
    m_asking.cancel();
    if (m_asker.joinable())
        m_asker.join();
    m_view.finish();
}

void BindView::event(const BindEvent &event)
{
    if (event.event == QLatin1String("ready"))
        return; // ready() prints it, with the row
    m_wasSilent = false;
    printEvent(event);
    m_view.bindEvent(event);
    if (event.event == QLatin1String("need_verifycode") && m_session.terminal().canAsk())
        askDigits(event.wrongDigits);
}

void BindView::printEvent(const BindEvent &event)
{
    Output &output = m_session.output();
    if (output.isJson()) {
        output.document(bindEventJson(m_name, event, m_session.clock().wallMs()));
        return;
    }
    if (m_session.terminal().isLive())
        return;
    QString line = event.event;
    if (!event.content.isEmpty())
        line += QLatin1Char(' ') + event.content;
    if (event.expiresAt != 0)
        line += QStringLiteral(" until ")
            + QDateTime::fromMSecsSinceEpoch(event.expiresAt, Qt::UTC).toString(Qt::ISODate);
    if (!event.message.isEmpty())
        line += QStringLiteral(" (%1)").arg(event.message);
    output.line(line);
}

// On a thread of its own: the login goes on meanwhile (the code may expire, or the digits come from elsewhere).
void BindView::askDigits(bool wrongDigits)
{
    m_asking.cancel();
    if (m_asker.joinable())
        m_asker.join();
    m_asking = CancelSource();
    m_asker = std::thread([this, wrongDigits, cancel = m_asking.token()] {
        const QString question = wrongDigits ? QStringLiteral("Those digits were wrong. The phone shows: ")
                                             : QStringLiteral("The phone shows these digits: ");
        const auto typed = m_session.terminal().ask(question, cancel);
        if (!typed)
            return;
        Status sent = checkVerifyCode(*typed);
        if (sent)
            sent = m_fleet->sendVerifyCode(m_name, *typed);
        if (!sent)
            m_session.terminal().printAbove(sent.error().text());
    });
}

void BindView::ready(const BindEnd &end)
{
    Output &output = m_session.output();
    BindEvent event;
    event.event = QStringLiteral("ready");
    if (output.isJson())
        output.document(bindEventJson(m_name, event, m_session.clock().wallMs(), &end));
    else
        output.line(tenantSentence(end.row) + (end.unchanged ? QStringLiteral(" (unchanged)") : QString()));
}

} // namespace hermes::cli
