/** The arguments of the delivered node's machine, RabbitMQ 4.0 of Debian, for unit tests. */
export const STARTED: readonly string[] =
  `beam.smp -W w -MBas ageffcbf -MHas ageffcbf -MBlmbcs 512 -MHlmbcs 512 -MMmcs 30 -pc unicode -P 1048576 -t 5000000
 -stbt db -zdbbl 128000 -sbwt none -sbwtdcpu none -sbwtdio none -B i -- -root /usr/lib/erlang -bindir
 /usr/lib/erlang/erts-15.2.7/bin -progname erl -- -home /var/lib/rabbitmq -- -pa "" -noshell -noinput -s rabbit boot -boot
 start_sasl -kernel net_setuptime 2 -syslog logger [] -syslog syslog_error_logger false -kernel
 prevent_overlapping_partitions false --`
    .split(/\s+/)
    .map((each) => (each === '""' ? "" : each));
