#pragma once

#include "result.h"

#include <QHash>

namespace hermes::docker {

/// What to do where a registry gave nothing.
[[nodiscard]] QString pullHint();

/// How far a pull is, out of the lines that POST /images/create answers: one for each change of each layer.
class PullProgress {
public:
    /// Takes a line; all layers together, for a person. Remote if the line says that the pull failed.
    [[nodiscard]] Result<QString> take(const QByteArray &json);

private:
    struct Layer {
        qint64 current = 0; ///< bytes
        qint64 total = 0; ///< 0: not known yet
        bool isFetched = false;
        bool isDone = false; ///< unpacked, or there before
    };
    void takeLayer(const QString &id, const QString &status, qint64 current, qint64 total);
    [[nodiscard]] QString text() const;

    QHash<QString, Layer> m_layers;
};

} // namespace hermes::docker
