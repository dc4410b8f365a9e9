// A model that adds up the time inside its forwards.
import { WrappedModel } from '../wrapped-model.js';

export class TimedModel extends WrappedModel {
  forwardMs = 0;

  async forward(...asked) {
    const startMs = performance.now();
    try {
      return await super.forward(...asked);
    } finally {
      this.forwardMs += performance.now() - startMs;
    }
  }
}
