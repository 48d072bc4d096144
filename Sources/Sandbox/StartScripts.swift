/// The scripts in `bin`, in bash like AEM's own.
struct StartScripts {
  let program: String
  let state: SandboxState

  var all: [(path: String, text: String)] {
    [
      ("bin/start", start), ("bin/quickstart", start), ("bin/stop", stop), ("bin/status", status),
      ("opt/helpers/start-detached", detached),
    ]
  }

  // The variables are those that AEM's start script reads.
  private var start: String {
    let disabled =
      state == .fileStorageDisabled ? " -Dcom.adobe.granite.crypto.file.disable=true" : ""
    return """
      #!/bin/bash
      # Starts the stand-in in the background and notes its process in conf/cq.pid.

      # TCP port used for stop and status is chosen; that of HTTP is kept in conf/sandbox.json
      # unless it is named here:
      #CQ_PORT=4502
      # runmode(s)
      if [ -z "$CQ_RUNMODE" ]; then
        CQ_RUNMODE='author'
      fi
      # default JVM options
      if [ -z "$CQ_JVM_OPTS" ]; then
        CQ_JVM_OPTS='-server -Xmx1024m -Djava.awt.headless=true\(disabled)'
      fi

      BIN="$(cd "$(dirname "$0")" && pwd -P)"
      INSTALL="$(cd "$BIN/../.." && pwd -P)"
      AEMEDIC="${AEMEDIC_PROGRAM:-\(quoted(program))}"
      cd "$INSTALL" || exit 1
      if "$BIN/status" > /dev/null 2>&1; then
        echo "already running" >&2
        exit 1
      fi
      exec "$INSTALL/crx-quickstart/opt/helpers/start-detached" "$AEMEDIC" sandbox \\
        --run --instance "$INSTALL" ${CQ_PORT:+--port "$CQ_PORT"}

      """
  }

  private var detached: String {
    """
    #!/bin/bash
    # Runs a program that outlives the terminal, from the installation folder.
    LOGS=crx-quickstart/logs
    nohup "$@" < /dev/null >> "$LOGS/stdout.log" 2>> "$LOGS/stderr.log" &
    echo $! > crx-quickstart/conf/cq.pid

    """
  }

  // The protocol and the exit statuses are those of Sling's `ControlListener`: a line with the
  // secret and the command, a line in answer; 0 running, 3 not running, 4 unknown.
  private var control: String {
    """
    #!/bin/bash
    BIN="$(cd "$(dirname "$0")" && pwd -P)"
    FILE="$BIN/../conf/controlport"
    if [ ! -r "$FILE" ]; then
      echo "no control port: not running, or its state is unknown" >&2
      exit 4
    fi
    { read -r ADDRESS; read -r SECRET; } < "$FILE"
    if [ -z "$ADDRESS" ] || [ -z "$SECRET" ]; then exit 4; fi
    if ! exec 3<> "/dev/tcp/${ADDRESS%:*}/${ADDRESS##*:}"; then exit 3; fi 2> /dev/null

    """
  }

  private var stop: String {
    control + """
      printf '%s stop\\n' "$SECRET" >&3 || exit 1
      read -r -t 10 ANSWER <&3 || exit 1
      echo "$ANSWER"

      """
  }

  private var status: String {
    control + """
      printf '%s status\\n' "$SECRET" >&3 || exit 1
      read -r -t 10 ANSWER <&3 || exit 1
      echo "$ANSWER"

      """
  }

  /// A path between double quotes inside a bash expansion.
  private func quoted(_ path: String) -> String {
    path.flatMap { "\\\"$`}".contains($0) ? "\\\($0)" : "\($0)" }.reduce(into: "") {
      $0.append($1)
    }
  }
}
