/** A list of whole numbers that grows, four bytes each. */
export class IntList {
    constructor() {
        this.values = new Int32Array(1024);
        this.length = 0;
    }

    push(value) {
        if (this.length === this.values.length) {
            const larger = new Int32Array(this.length * 2);
            larger.set(this.values);
            this.values = larger;
        }
        this.values[this.length++] = value;
    }

    done() {
        return this.values.slice(0, this.length);
    }
}
