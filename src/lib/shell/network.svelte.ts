/** Whether the last question to the server was answered. The browser's own word for it is often wrong: it knows of cables. */
class Network {
  answered = $state(true);
}

export const network = new Network();
