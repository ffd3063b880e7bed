/** For each broker the node that leads, as its own figures say. A replica says that it is none. */
export const LEADS = {
  redis: 'redis_instance_info{role="master"}',
  rabbitmq: 'rabbitmq_detailed_queue_messages{queue="frame_queue"}',
  nats: 'jetstream_stream_total_messages{stream_name="FRAMES", is_stream_leader="true"}',
} as const;
