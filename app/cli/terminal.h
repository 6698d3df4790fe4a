#pragma once

#include "call.h"
#include "result.h"
#include "secret.h"
#include "system.h"

#include <QStringList>
#include <mutex>

namespace hermes::cli {

/// The person's terminal, if there is one: questions, and a block of live lines at its bottom. Thread-safe.
class Terminal {
public:
    /// `live` is where live lines and questions go, or null; `typed` says whether somebody can answer.
    Terminal(FILE *live, bool typed, CancelToken cancel)
        : m_live(live)
        , m_typed(typed)
        , m_cancel(std::move(cancel))
    { }
    /// Over the standard streams: standard error if it is a terminal, else standard output.
    [[nodiscard]] static Terminal standard(CancelToken cancel);

    [[nodiscard]] bool isLive() const { return m_live != nullptr; }
    [[nodiscard]] bool canAsk() const { return m_live && m_typed; }
    [[nodiscard]] system::Size size() const;

    /// What was typed. Errors: Cancelled; Invalid without a terminal.
    [[nodiscard]] Result<QString> ask(const QString &question);
    /// The same, given up when `also` is cancelled too.
    [[nodiscard]] Result<QString> ask(const QString &question, const CancelToken &also);
    [[nodiscard]] Result<Secret> askSecret(const QString &question);

    /// Replaces the block of live lines by `lines` (each must fit the width). Nothing without a terminal.
    void showBlock(const QStringList &lines);
    /// A line that stays, above the block.
    void printAbove(const QString &line);

private:
    Result<QByteArray> type(const QString &question, bool echo, const CancelToken &also);
    void beginQuestion(const QString &question);
    void endQuestion();
    QByteArray eraseBlock() const;
    void write(const QByteArray &bytes);
    FILE *m_live;
    bool m_typed;
    CancelToken m_cancel;
    std::mutex m_asking; ///< one question at a time
    std::mutex m_mutex;
    bool m_typing = false; ///< a question stands at the bottom: nothing is drawn over it
    QStringList m_block;
    QStringList m_later; ///< lines that wait for the answer
};

} // namespace hermes::cli
